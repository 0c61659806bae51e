package yanzhen.app.chain.foresight.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.site.Choice;

/**
 * All that the template of a study may read.
 *
 * @param turn the move that can be made by hand; empty when there is none
 * @param form what the expert may answer; null when nothing is asked of the viewer
 * @param panel for those who run it; empty for others
 * @param rounds how many rounds are shown
 */
record StudyView(
        UUID id,
        String title,
        String say,
        String phase,
        List<Step> steps,
        int round,
        String turn,
        @Nullable Form form,
        boolean answered,
        List<Seat> panel,
        List<Choice> invitable,
        int members,
        List<Integer> replies,
        int least,
        String why,
        int rounds,
        List<Part> parts,
        List<Reasons> reasons,
        boolean mayRun,
        boolean maySeePanel,
        boolean synthetic) {

    /** 阶段: past, here or ahead, with its time. */
    record Step(String key, String at, String state) {}

    record Seat(UUID account, String name, boolean dropped, String answered, boolean waiting) {}

    /** One question: its picture and its table. */
    record Part(Study.Question question, @Nullable BoxPlot plot, List<Line> lines) {}

    /**
     * One candidate.
     *
     * @param change of the median from the first round to the second; empty when not known
     * @param agreed yes, no or unknown
     */
    record Line(UUID candidate, String name, List<Cells> rounds, String change, String agreed) {}

    /**
     * One round.
     *
     * @param shown false when too few have answered
     */
    record Cells(
            int round,
            int answers,
            boolean shown,
            String first,
            String median,
            String third,
            String weighted) {}

    record Reasons(String candidate, int round, List<String> said) {}

    /** What an expert answers. */
    record Form(int round, List<Item> items) {}

    /**
     * One candidate of the form.
     *
     * @param hint what the first round came to; empty in the first
     */
    record Item(
            UUID candidate,
            String name,
            String description,
            String importance,
            String feasibility,
            String year,
            String expertise,
            String reason,
            String hint) {}
}
