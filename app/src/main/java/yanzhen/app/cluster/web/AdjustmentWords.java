package yanzhen.app.cluster.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** Who may ask for an adjustment, and what stands against one in the words of its reader. */
@Component
class AdjustmentWords {

    private static final String PAPER = "paper-";

    private final Recognitions recognitions;
    private final Viewers viewers;

    AdjustmentWords(Recognitions recognitions, Viewers viewers) {
        this.recognitions = recognitions;
        this.viewers = viewers;
    }

    /** The organisation itself, its district and the city. */
    boolean mayFileFor(Organisation it) {
        var viewer = viewers.current();
        return viewer.actsFor(it.id()) || viewer.runsDistrict(it.district());
    }

    /**
     * @throws yanzhen.app.access.Forbidden when the viewer may not
     */
    void mustFileFor(Organisation it) {
        if (mayFileFor(it)) {
            return;
        }
        if (viewers.current().is(Role.DISTRICT_OFFICER)) {
            viewers.current().mustRunDistrict(it.district());
        }
        viewers.current().mustActFor(it.id());
    }

    /** The organisation, or the officer who filed for it. */
    boolean mayAnswerFor(Adjustment it) {
        var viewer = viewers.current();
        boolean filed = viewer.account() != null && viewer.account().equals(it.filedBy());
        return filed || viewer.actsFor(it.organisation());
    }

    /**
     * @throws yanzhen.app.access.Forbidden when it is neither
     */
    void mustAnswerFor(Adjustment it) {
        if (!mayAnswerFor(it)) {
            viewers.current().mustActFor(it.organisation());
        }
    }

    /** Papers and schemes by their names, where a problem has their keys. */
    List<Problem> listed(Problems problems, Procedure rule, Locale locale) {
        var schemes = RoundsPage.names(recognitions, locale);
        var papers = new HashMap<String, String>();
        rule.papers().forEach(it -> papers.put(PAPER + it.key(), it.name().in(locale)));
        return problems.kept().stream()
                .map(it ->
                        new Problem(
                                it.file(),
                                it.line(),
                                papers.getOrDefault(it.field(), it.field()),
                                schemes.getOrDefault(it.value(), it.value()),
                                it.code(),
                                it.details().stream()
                                        .map(each -> schemes.getOrDefault(each, each))
                                        .toList()))
                .toList();
    }
}
