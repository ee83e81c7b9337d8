package io.plumbline.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @Test
    void readsWholeNumbers() {
        assertThat(Decimals.whole("010")).isEqualTo(10);
        assertThat(Decimals.whole("-3")).isEqualTo(-3);
        assertThat(Decimals.whole("1_000_000")).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+1",
                "_1_",
                "1__0",
                "1_",
                "0x0A",
                "10.0",
                "1e3",
                " 1",
                "\u0661\u0660",
                "\uff11",
                "9223372036854775808"
            })
    void refusesOtherWholeNumbers(String text) {
        assertThatThrownBy(() -> Decimals.whole(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void readsDecimals() {
        assertThat(Decimals.real("0.5")).isEqualTo(0.5);
        assertThat(Decimals.real("-.5")).isEqualTo(-0.5);
        assertThat(Decimals.real("5.")).isEqualTo(5);
        assertThat(Decimals.real("1e-3")).isEqualTo(0.001);
        assertThat(Decimals.real("1E+3")).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1d",
                "2f",
                "0x1p3",
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "1,5",
                "1e",
                "\u0661",
                "\uff11"
            })
    void refusesOtherDecimals(String text) {
        assertThatThrownBy(() -> Decimals.real(text)).isInstanceOf(NumberFormatException.class);
    }
}
