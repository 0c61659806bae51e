package yanzhen.app.browser;

import java.nio.file.Path;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The Shanghai pack with its synthetic records, loaded as {@code ./yanzhen demo} does. */
final class Demonstration {

    private static final Path PACK = Path.of("..", "packs", "shanghai-14fyp");

    private final Accounts accounts;

    private Demonstration(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Loading again what is loaded changes nothing, so every test may ask. */
    static Demonstration loaded(ApplicationContext application) {
        var loader = application.getBean(PackLoader.class);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(PACK, true)));
        return new Demonstration(application.getBean(Accounts.class));
    }

    /**
     * The first demonstration account of a role.
     *
     * @throws IllegalStateException when the pack brings none
     */
    Account account(Role role) {
        return Viewers.doAs(Viewer.SYSTEM, accounts::demonstration).stream()
                .filter(account -> account.role() == role)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The pack brings no %s.".formatted(role)));
    }

    /**
     * A demonstration account by its login.
     *
     * @throws IllegalStateException when the pack does not bring it
     */
    Account account(String login) {
        return Viewers.doAs(Viewer.SYSTEM, accounts::demonstration).stream()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The pack brings no %s.".formatted(login)));
    }
}
