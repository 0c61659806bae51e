package yanzhen.app.launch;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;

/**
 * Where a database is and who asks.
 *
 * @param url JDBC address
 * @param user owns the database; may create roles
 * @param password never printed
 */
public record DatabaseAddress(String url, String user, String password) {

    private static final String URL = "YANZHEN_DB_URL";
    private static final String USER = "YANZHEN_DB_USER";
    private static final String PASSWORD = "YANZHEN_DB_PASSWORD";
    private static final String FORM = "jdbc:postgresql://host:5432/name";
    private static final int SECONDS_TO_ANSWER = 10;

    /** Whether the environment names a server at all. */
    static boolean isGiven(Map<String, String> environment) {
        return !environment.getOrDefault(URL, "").isBlank();
    }

    /**
     * The server that the environment names.
     *
     * @throws LaunchFault when the address is none of PostgreSQL, or user or password are missing
     */
    static DatabaseAddress of(Map<String, String> environment) {
        var missing = new ArrayList<String>();
        for (var name : new String[] {USER, PASSWORD}) {
            if (environment.getOrDefault(name, "").isBlank()) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new LaunchFault(
                    "%s is set, but not %s. A server needs all three; without %s the database in the data folder is used."
                            .formatted(URL, String.join(" and ", missing), URL));
        }
        var url = environment.getOrDefault(URL, "").strip();
        if (!url.matches("jdbc:postgresql://.+/.+")) {
            throw new LaunchFault(
                    "%s (%s) is not of the form %s.".formatted(URL, withoutParameters(url), FORM));
        }
        return new DatabaseAddress(
                url,
                environment.getOrDefault(USER, "").strip(),
                environment.getOrDefault(PASSWORD, ""));
    }

    /**
     * Asks the server for its version.
     *
     * @throws LaunchFault when it does not answer, does not let the user in, or is too old
     */
    void mustAnswer() {
        DriverManager.setLoginTimeout(SECONDS_TO_ANSWER);
        try (var connection = DriverManager.getConnection(url, user, password)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < PostgresBinaries.MAJOR) {
                throw new LaunchFault(
                        "The server at %s is PostgreSQL %d; Yanzhen needs %d or later. Upgrade it, or name another in %s."
                                .formatted(
                                        withoutParameters(), version, PostgresBinaries.MAJOR, URL));
            }
        } catch (SQLException e) {
            throw new LaunchFault(
                    "The database %s cannot be opened: %s Check %s (%s), %s and %s, and that the server runs."
                            .formatted(this, sentence(e.getMessage()), URL, FORM, USER, PASSWORD),
                    e);
        }
    }

    private static String sentence(@org.jspecify.annotations.Nullable String message) {
        var text = String.valueOf(message).strip();
        return text.endsWith(".") ? text : text + ".";
    }

    /** The address for a reader: parameters may hold a password. */
    String withoutParameters() {
        return withoutParameters(url);
    }

    private static String withoutParameters(String url) {
        int at = url.indexOf('?');
        return at < 0 ? url : url.substring(0, at);
    }

    @Override
    public String toString() {
        return user + " at " + withoutParameters();
    }
}
