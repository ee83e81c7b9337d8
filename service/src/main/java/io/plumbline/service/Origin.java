package io.plumbline.service;

import java.util.Locale;

/** Where a setting came from, strongest first. */
enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
