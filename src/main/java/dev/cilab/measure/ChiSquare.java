package dev.cilab.measure;

import java.util.Collection;

/**
 * Pearson's test of counts against equal shares. The tail of the chi-square distribution is the regularized upper incomplete gamma function
 * Q(k/2, x/2), computed by its series below k/2 + 1 and by its continued fraction (Lentz's method) above.
 */
final class ChiSquare {

    private static final double EPSILON = 1e-15;
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 10_000;
    /** Lanczos coefficients for g = 7. */
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private ChiSquare() {}

    /** The probability of counts at least as uneven as these if every one were equally likely; 1 for fewer than two. */
    static double uniform(Collection<Long> counts) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        if (counts.size() < 2 || total == 0) {
            return 1;
        }
        double expected = (double) total / counts.size();
        double statistic = counts.stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        return tail(statistic, counts.size() - 1);
    }

    /** P(X ≥ x) for the given degrees of freedom. */
    static double tail(double x, int degrees) {
        if (x <= 0) {
            return 1;
        }
        double a = degrees / 2.0;
        double half = x / 2;
        double q = half < a + 1 ? 1 - series(a, half) : fraction(a, half);
        return Math.clamp(q, 0, 1);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && Math.abs(term) > Math.abs(sum) * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum * scale(a, x);
    }

    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        double change = 0;
        for (int n = 1; n < MOST_TERMS && Math.abs(change - 1) > EPSILON; n++) {
            double step = -n * (n - a);
            b += 2;
            d = 1 / away(step * d + b);
            c = away(b + step / c);
            change = d * c;
            value *= change;
        }
        return scale(a, x) * value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double scale(double a, double x) {
        return Math.exp(-x + a * Math.log(x) - logGamma(a));
    }

    private static double logGamma(double z) {
        double base = z + 6.5;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (z - 1 + i);
        }
        return Math.log(Math.sqrt(2 * Math.PI) * sum) + (z - 0.5) * Math.log(base) - base;
    }
}
