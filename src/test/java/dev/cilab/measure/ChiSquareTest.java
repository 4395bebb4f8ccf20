package dev.cilab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {

    /** Quantiles as printed in tables of the chi-square distribution. */
    @ParameterizedTest
    @CsvSource({
        "3.841, 1, 0.05",
        "6.635, 1, 0.01",
        "10.828, 1, 0.001",
        "5.991, 2, 0.05",
        "9.210, 2, 0.01",
        "13.816, 2, 0.001",
        "0.103, 2, 0.95",
        "18.307, 10, 0.05",
        "29.588, 10, 0.001",
        "124.342, 100, 0.05",
        "149.449, 100, 0.001"
    })
    void tails_are_those_of_the_tables(double x, int degrees, double tail) {
        assertThat(ChiSquare.tail(x, degrees)).isCloseTo(tail, within(tail * 0.005));
    }

    @Test
    void two_degrees_are_an_exponential() {
        for (double x = 0.01; x < 200; x *= 1.7) {
            assertThat(ChiSquare.tail(x, 2)).isCloseTo(Math.exp(-x / 2), within(1e-12));
        }
    }

    @Test
    void equal_counts_are_certain_and_one_sided_ones_are_not_believed() {
        assertThat(ChiSquare.uniform(List.of(33L, 33L, 33L))).isEqualTo(1);
        assertThat(ChiSquare.uniform(List.of(35L, 33L, 32L))).isGreaterThan(0.9);
        assertThat(ChiSquare.uniform(List.of(60L, 20L, 20L))).isLessThan(Distribution.UNEVEN);
        assertThat(ChiSquare.uniform(List.of(100L, 0L, 0L))).isLessThan(1e-40).isNotNegative();
    }

    @Test
    void fewer_than_two_prove_nothing() {
        assertThat(ChiSquare.uniform(List.of())).isEqualTo(1);
        assertThat(ChiSquare.uniform(List.of(100L))).isEqualTo(1);
        assertThat(ChiSquare.uniform(List.of(0L, 0L))).isEqualTo(1);
    }
}
