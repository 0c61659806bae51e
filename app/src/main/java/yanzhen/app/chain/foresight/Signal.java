package yanzhen.app.chain.foresight;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * 征兆 (信号): something that was seen and may mean that a technology is coming.
 *
 * @param recordedBy who put it in; null for the program itself
 * @param withdrawnBecause null while it stands
 */
public record Signal(
        UUID id,
        Note note,
        Instant recordedAt,
        @Nullable String recordedBy,
        @Nullable String withdrawnBecause) {

    /**
     * What is noted.
     *
     * @param seenAt where it was seen
     */
    public record Note(
            String title,
            String detail,
            String seenAt,
            SourceNote source,
            List<String> tags,
            List<Concern> concerns) {
        public Note {
            tags = List.copyOf(tags);
            concerns = List.copyOf(concerns);
        }
    }

    public boolean stands() {
        return withdrawnBecause == null;
    }

    public boolean synthetic() {
        return note.source.confidence() == Confidence.SYNTHETIC;
    }
}
