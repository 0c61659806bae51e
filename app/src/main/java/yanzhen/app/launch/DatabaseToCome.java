package yanzhen.app.launch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The address of a database that may still be starting, as the properties by which the application
 * opens it. Names are known at once; whoever reads a value waits until the database is up.
 */
final class DatabaseToCome extends EnumerablePropertySource<CompletableFuture<DatabaseAddress>> {

    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String PASSWORD = "spring.datasource.password";

    private DatabaseToCome(CompletableFuture<DatabaseAddress> address) {
        super("database", address);
    }

    /** Of a database that runs. */
    static DatabaseToCome known(DatabaseAddress address) {
        return new DatabaseToCome(CompletableFuture.completedFuture(address));
    }

    /** Brings it up in a thread of its own. */
    static DatabaseToCome of(Supplier<DatabaseAddress> start) {
        var address = new CompletableFuture<DatabaseAddress>();
        Thread.ofPlatform()
                .daemon()
                .name("yanzhen-postgresql")
                .start(() -> address.completeAsync(start, Runnable::run));
        return new DatabaseToCome(address);
    }

    /**
     * Waits for it.
     *
     * @throws RuntimeException that ended its start, such as a {@link LaunchFault}
     */
    DatabaseAddress address() {
        try {
            return getSource().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    @Override
    public String[] getPropertyNames() {
        return new String[] {URL, USER, PASSWORD};
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return switch (name) {
            case URL -> address().url();
            case USER -> address().user();
            case PASSWORD -> address().password();
            default -> null;
        };
    }
}
