package yanzhen.app.access.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import yanzhen.app.access.Viewer;

/** Settings of a transaction that the row-level policies read; they end with it. */
final class ViewerSettings {

    private static final String SET =
            """
            select set_config('yanzhen.role', ?, true),
                   set_config('yanzhen.account', ?, true),
                   set_config('yanzhen.district', ?, true),
                   set_config('yanzhen.organisations', ?, true)
            """;

    private static final String GET =
            """
            select coalesce(current_setting('yanzhen.role', true), ''),
                   coalesce(current_setting('yanzhen.account', true), ''),
                   coalesce(current_setting('yanzhen.district', true), ''),
                   coalesce(current_setting('yanzhen.organisations', true), '')
            """;

    /** The settings of a moment, to be told again. */
    record Kept(String role, String account, String district, String organisations) {}

    private ViewerSettings() {}

    static void tell(Connection connection, Viewer viewer) throws SQLException {
        tell(
                connection,
                new Kept(
                        viewer.role().name(),
                        viewer.account() == null ? "" : viewer.account().toString(),
                        viewer.district() == null ? "" : viewer.district(),
                        asArray(viewer)));
    }

    static void tell(Connection connection, Kept kept) throws SQLException {
        try (var set = connection.prepareStatement(SET)) {
            set.setString(1, kept.role);
            set.setString(2, kept.account);
            set.setString(3, kept.district);
            set.setString(4, kept.organisations);
            set.execute();
        }
    }

    /** As they stand, whoever told them: a part done on behalf has others than the viewer's. */
    static Kept kept(Connection connection) throws SQLException {
        try (var get = connection.prepareStatement(GET);
                var row = get.executeQuery()) {
            row.next();
            return new Kept(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }

    /** In PostgreSQL's notation of an array, in a fixed order. */
    private static String asArray(Viewer viewer) {
        return viewer.organisations().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    }
}
