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

    private ViewerSettings() {}

    static void tell(Connection connection, Viewer viewer) throws SQLException {
        try (var set = connection.prepareStatement(SET)) {
            set.setString(1, viewer.role().name());
            set.setString(2, viewer.account() == null ? "" : viewer.account().toString());
            set.setString(3, viewer.district() == null ? "" : viewer.district());
            set.setString(4, asArray(viewer));
            set.execute();
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
