package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall.Bid;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Yuan;

/** Rows of the tables of challenges as values, and moments as the tables keep them. */
final class Rows {

    private Rows() {}

    static OffsetDateTime now(Clock clock) {
        return at(clock.instant());
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    private static Instant stored(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Bilingual title(ResultSet row) throws SQLException {
        return new Bilingual(row.getString("title_zh"), row.getString("title_en"));
    }

    static @Nullable Bilingual names(ResultSet row, String prefix) throws SQLException {
        var chinese = row.getString(prefix + "_zh");
        return chinese == null ? null : new Bilingual(chinese, row.getString(prefix + "_en"));
    }

    static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("metric"),
                row.getString("comparator").equals("at-least"),
                row.getBigDecimal("value"),
                row.getString("unit"),
                row.getString("test_method"));
    }

    static Challenge challenge(ResultSet row, List<Target> targets) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var content = content(row, targets);
        boolean synthetic = row.getBoolean("synthetic");
        var state = row.getString("state");
        return switch (state) {
            case "DRAFT" -> new Challenge.Draft(id, content, synthetic);
            case "PUBLISHED" ->
                    new Challenge.Published(id, content, synthetic, stored(row, "published_at"));
            case "AWARDED" ->
                    new Challenge.Awarded(id, content, synthetic, stored(row, "published_at"));
            case "COMPLETED" ->
                    new Challenge.Completed(id, content, synthetic, stored(row, "published_at"));
            case "WITHDRAWN" ->
                    new Challenge.Withdrawn(
                            id,
                            content,
                            synthetic,
                            moment(row, "published_at"),
                            stored(row, "withdrawn_at"),
                            row.getString("withdrawn_reason"));
            default -> throw new IllegalStateException("No such state of a challenge: " + state);
        };
    }

    private static Content content(ResultSet row, List<Target> targets) throws SQLException {
        var reward = row.getObject("reward_fen", Long.class);
        return new Content(
                row.getObject("weak_link", UUID.class),
                row.getObject("owner", UUID.class),
                row.getString("title"),
                row.getString("description"),
                BaseCategory.valueOf(row.getString("category")),
                reward == null ? null : new Yuan(reward),
                row.getString("payer"),
                row.getString("ip_rule"),
                row.getString("use_commitment"),
                moment(row, "bid_deadline"),
                row.getObject("deliver_by", LocalDate.class),
                targets);
    }

    static Bid bid(ResultSet row) throws SQLException {
        return new Bid(
                row.getObject("id", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("approach"),
                new Yuan(row.getLong("price_fen")),
                Arrays.asList((BigDecimal[]) row.getArray("promises").getArray()),
                row.getInt("version"),
                row.getString("digest"),
                stored(row, "submitted_at"),
                moment(row, "withdrawn_at"),
                row.getString("decision"),
                row.getString("reason"));
    }
}
