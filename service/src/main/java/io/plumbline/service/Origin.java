package io.plumbline.service;

import java.util.Locale;

/** Where a setting came from, the strongest origin first. */
enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
