package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void writesLittleEndianFloatsThatEveryLanguageReads() {
        // 1.0f is 0x3F800000, -2.0f is 0xC0000000
        assertThat(Columns.write(new float[] {9, 1, -2, 9}, 1, 2).toByteArray())
                .containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
    }

    @Test
    void readsBackEveryBit() throws BadRecordException {
        // Given
        float[] values = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 0.1f};
        float[] read = new float[values.length + 2];
        // When
        Columns.read(Columns.write(values, 0, values.length), read, 1, values.length, "gamma");
        // Then
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(read[i + 1])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
        assertThat(read[0]).isZero();
    }

    @Test
    void refusesAColumnOfAnotherLength() {
        assertThatThrownBy(() -> Columns.read(ByteString.copyFrom(new byte[7]), new float[2], 0, 2, "gamma"))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("column gamma of 2 nodes has 8 bytes, got 7");
    }
}
