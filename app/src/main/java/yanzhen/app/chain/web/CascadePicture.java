package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;
import yanzhen.app.chain.WhatIfs.Step;

/**
 * 级联图: how many firms each step hits for the first time, as columns, and the share of all sales
 * that is lost by then, as a line above them. Drawn on the server; each column is a link.
 *
 * @param width of the drawing, in its own units; its height is {@value #HEIGHT}
 * @param line corners of the line of losses
 * @param more how many further steps there are that hit nobody visible here
 */
record CascadePicture(int width, List<Column> columns, String line, int more) {

    static final int HEIGHT = 300;

    private static final int MOST = 30;
    private static final int LEFT = 20;
    private static final int ROOM = 72;
    private static final int WIDE = 34;
    private static final int LINE_TOP = 48;
    private static final int LINE_BOTTOM = 120;
    private static final int FLOOR = 262;
    private static final int COLUMN_TOP = 178;

    /**
     * A step.
     *
     * @param x of the column's middle
     * @param lossY of the point of the line
     * @param past whether the step is the chosen one or before it
     */
    record Column(
            int step,
            int hit,
            String loss,
            int x,
            int left,
            int top,
            int width,
            int height,
            int lossY,
            boolean past,
            boolean chosen) {}

    /**
     * The picture.
     *
     * @param chosen step that is looked at; all are past without one
     */
    static CascadePicture of(List<Step> steps, @org.jspecify.annotations.Nullable Integer chosen) {
        var shown = steps.subList(0, Math.min(MOST, steps.size()));
        int most = shown.stream().mapToInt(Step::hit).max().orElse(0);
        double highest = shown.stream().mapToDouble(Step::loss).max().orElse(0);
        var columns = new ArrayList<Column>();
        var line = new StringBuilder();
        for (int at = 0; at < shown.size(); at++) {
            var it = shown.get(at);
            int x = LEFT + ROOM * at + ROOM / 2;
            int height =
                    most == 0 || it.hit() == 0
                            ? 0
                            : Math.max(2, (FLOOR - COLUMN_TOP) * it.hit() / most);
            int lossY =
                    highest == 0
                            ? LINE_BOTTOM
                            : (int)
                                    Math.round(
                                            LINE_BOTTOM
                                                    - (LINE_BOTTOM - LINE_TOP)
                                                            * it.loss()
                                                            / highest);
            columns.add(
                    new Column(
                            it.step(),
                            it.hit(),
                            Figures.percent(it.loss()),
                            x,
                            x - WIDE / 2,
                            FLOOR - height,
                            WIDE,
                            height,
                            lossY,
                            chosen == null || it.step() <= chosen,
                            chosen != null && it.step() == chosen));
            line.append(at == 0 ? "" : " ").append(x).append(',').append(lossY);
        }
        int width = Math.max(2 * LEFT + ROOM * columns.size(), 480);
        return new CascadePicture(
                width, List.copyOf(columns), line.toString(), steps.size() - shown.size());
    }
}
