package yanzhen.engine.substitutes;

import java.util.Arrays;

/** Mean 0, standard deviation 1 by n. */
final class Standard {

    private Standard() {}

    /** All 0 where values do not differ. */
    static void make(double[] values) {
        double mean = mean(values);
        double deviation = Math.sqrt(mean(products(values, mean, values, mean)));
        Arrays.setAll(values, at -> deviation == 0 ? 0 : (values[at] - mean) / deviation);
    }

    /** 0 where one of them does not differ. */
    static double correlation(double[] one, double[] other) {
        double a = mean(one);
        double b = mean(other);
        double spread =
                Math.sqrt(mean(products(one, a, one, a)) * mean(products(other, b, other, b)));
        return spread == 0 ? 0 : mean(products(one, a, other, b)) / spread;
    }

    private static double[] products(double[] one, double a, double[] other, double b) {
        var products = new double[one.length];
        Arrays.setAll(products, at -> (one[at] - a) * (other[at] - b));
        return products;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
