package yanzhen.app.access.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.Tally;

/** A row of {@code access.account} with its mandates. */
record AccountRow(
        Account account,
        @Nullable String password,
        Tally tally,
        long epoch,
        Instant openedAt,
        @Nullable Instant lastLogIn,
        @Nullable String disabledReason,
        @Nullable Instant linkUntil) {

    static final String SELECT =
            """
            select a.*,
                   array(select m.organisation from access.mandate m where m.account = a.id) as organisations,
                   (select max(i.expires_at) from access.invitation i
                    where i.account = a.id and i.used_at is null) as link_until
            from access.account a
            """;

    static AccountRow read(ResultSet row) throws SQLException {
        var opened = row.getTimestamp("created_at");
        return new AccountRow(
                new Account(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        uuids(row.getArray("organisations")),
                        row.getString("district"),
                        row.getBoolean("enabled"),
                        row.getBoolean("synthetic")),
                row.getString("password"),
                new Tally(
                        row.getInt("failures"),
                        moment(row, "failing_since"),
                        moment(row, "locked_until")),
                row.getLong("epoch"),
                opened.toInstant(),
                moment(row, "last_log_in"),
                row.getString("disabled_reason"),
                moment(row, "link_until"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }

    private static Set<UUID> uuids(Array array) throws SQLException {
        return Arrays.stream((UUID[]) array.getArray()).collect(Collectors.toUnmodifiableSet());
    }
}
