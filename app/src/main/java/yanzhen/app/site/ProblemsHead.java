package yanzhen.app.site;

import yanzhen.app.kernel.Problems;

/**
 * 问题清单的标题: how many problems there are, in how many rows, and whether there may be more.
 *
 * @param message that says it, of the count and the rows
 * @param count of all problems, those not listed included
 * @param rows that they are in; 0 where there are no rows
 */
public record ProblemsHead(String message, long count, int rows) {

    public static ProblemsHead of(Problems found) {
        return new ProblemsHead(message(found), found.count(), found.rows());
    }

    private static String message(Problems found) {
        if (found.rows() == 0) {
            return "site.problems";
        }
        return found.isCut() ? "site.problems.at-least" : "site.problems.in-rows";
    }
}
