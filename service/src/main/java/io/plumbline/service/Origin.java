package io.plumbline.service;

import io.plumbline.core.files.Spelling;

/** Where a setting came from, the strongest origin first. */
enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE;

    @Override
    public String toString() {
        return Spelling.of(this);
    }
}
