package yanzhen.app.cluster;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.Conflict;

/** 附件: papers that go with the report of a year, handed in once like its numbers. */
public interface Papers {

    /**
     * 附件种类.
     *
     * @param source document that asks for it; null where none does
     * @param confirmed whether it was read there
     */
    record PaperKind(String key, Bilingual name, @Nullable Clause source, boolean confirmed) {}

    /** What is taken, in the order of the pack. */
    List<PaperKind> kinds();

    /**
     * 一份附件.
     *
     * @param kind key; the pack may no longer have it
     * @param sha256 in hexadecimal
     * @param withdrawn null while it counts
     */
    record Paper(
            UUID id,
            String kind,
            UUID file,
            String name,
            long bytes,
            String sha256,
            Instant at,
            String by,
            @Nullable Withdrawal withdrawn) {}

    /** 撤回. */
    record Withdrawal(Instant at, String by, String reason) {}

    /** Of a year, those withdrawn included, in the order in which they came. */
    List<Paper> of(UUID organisation, int year);

    /**
     * Puts stored files to the report.
     *
     * @throws IllegalArgumentException when the pack has no such kind
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the firm
     */
    void add(UUID organisation, int year, String kind, List<UUID> files);

    /**
     * Takes a paper back; it stays, with the reason.
     *
     * @throws yanzhen.app.site.NotFound when the firm has no such paper
     * @throws Withdrawn when it was taken back before
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the firm
     */
    void withdraw(UUID organisation, UUID paper, String reason);

    /** It was taken back before. */
    final class Withdrawn extends Conflict {
        public Withdrawn() {
            super("paper-withdrawn", "The paper is withdrawn already.");
        }
    }
}
