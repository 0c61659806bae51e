package yanzhen.app.launch;

/**
 * Where a database is and who asks.
 *
 * @param url JDBC address
 * @param user owns the database; may create roles
 * @param password never printed
 */
public record DatabaseAddress(String url, String user, String password) {

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
