package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewer;

@IntegrationTest
class ReportDraftsTests {

    private static final int YEAR = 2023;

    @Autowired ApplicationContext application;
    @Autowired Drafts drafts;
    @Autowired JdbcClient jdbc;

    private FirmOfItsOwn firm;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
    }

    private void keep(Viewer viewer, Map<String, String> typed) {
        firm.as(viewer, () -> drafts.keep(firm.id, YEAR, 0, typed, null));
    }

    private Map<String, String> typed(Viewer viewer) {
        return firm.as(viewer, () -> drafts.find(firm.id, YEAR))
                .map(Drafts.Draft::typed)
                .orElse(Map.of());
    }

    /** Right or wrong: it is what somebody has typed so far. */
    @Test
    void keepWhatWasTypedLast() {
        keep(firm.own, Map.of("staff", "1"));
        keep(firm.own, Map.of("staff", "12o", "rd", ""));

        assertThat(typed(firm.own)).isEqualTo(Map.of("staff", "12o", "rd", ""));
    }

    @Test
    void areGoneWhenNothingIsTypedOrTheyAreDropped() {
        keep(firm.own, Map.of("staff", "1"));
        keep(firm.own, Map.of());
        assertThat(typed(firm.own)).isEmpty();

        keep(firm.own, Map.of("staff", "1"));
        firm.doAs(firm.own, () -> drafts.drop(firm.id, YEAR));
        assertThat(typed(firm.own)).isEmpty();
    }

    /** Not even a colleague or the city sees one, whatever is asked of the database. */
    @Test
    void areTheAccountsOwn() {
        keep(firm.own, Map.of("staff", "1"));

        for (var other : new Viewer[] {firm.colleague("乙"), Viewer.SYSTEM, Viewer.VISITOR}) {
            assertThat(typed(other)).isEmpty();
            assertThat(firm.as(other, this::everyDraftOfTheFirm)).isZero();
        }
        assertThat(firm.as(firm.own, this::everyDraftOfTheFirm)).isEqualTo(1);
    }

    private long everyDraftOfTheFirm() {
        return jdbc.sql("select count(*) from cluster.report_draft where organisation = ?")
                .param(firm.id)
                .query(Long.class)
                .single();
    }

    @Test
    void areKeptOnlyByThoseWhoMayReport() {
        var stranger = FirmOfItsOwn.in(application).own;

        assertThatThrownBy(() -> keep(stranger, Map.of("staff", "1")))
                .isInstanceOf(Forbidden.class);
    }
}
