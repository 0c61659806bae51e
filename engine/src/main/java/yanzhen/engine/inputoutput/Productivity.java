package yanzhen.engine.inputoutput;

import java.util.List;

/**
 * 可生产性: whether a table leaves anything over for final demand (the condition of Hawkins and Simon,
 * Econometrica 17, 1949), as bounds of the spectral radius of its coefficients.
 *
 * @param atLeast lower bound of the radius
 * @param atMost upper bound; below 1 every demand can be met
 * @param circle the activities that need each other most
 */
public record Productivity(double atLeast, double atMost, List<Activity> circle) {

    public Productivity {
        circle = List.copyOf(circle);
    }
}
