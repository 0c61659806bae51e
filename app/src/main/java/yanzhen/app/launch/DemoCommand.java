package yanzhen.app.launch;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.MessageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** {@code yanzhen demo}: the platform with the Shanghai pack and synthetic records. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        header = "Start Yanzhen with the Shanghai plan and demonstration data.%n",
        description =
                "%nLike run, but first loads the pack with its synthetic records; once, a second time changes nothing. Prints the address, the demonstration accounts and where the data lie.%n",
        footer = {
            "",
            "Examples:",
            "  ./yanzhen demo",
            "  ./yanzhen demo --data /tmp/look --port 9000"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int OF_EACH_ROLE = 2;

    @Mixin private final ServerOptions options = new ServerOptions();

    @Mixin private final StartPack pack = new StartPack();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var read = pack.read(true);
        var out = spec.commandLine().getOut();
        var server = Server.start(options, out);
        if (!StartPack.loaded(server, () -> read, out)) {
            return 1;
        }
        out.printf("%nYanzhen 雁阵  %s%n", server.address());
        out.printf("%s%n", server.whereabouts());
        accounts(server, out);
        out.printf("%nCtrl-C stops it.%n");
        out.flush();
        Training.afterAGoodStart();
        return 0;
    }

    private static void accounts(Server server, PrintWriter out) {
        var demonstration =
                Viewers.doAs(
                        Viewer.SYSTEM, () -> server.with(Accounts.class, Accounts::demonstration));
        if (demonstration.isEmpty()) {
            return;
        }
        out.printf(
                "%nDemonstration accounts, all with the password %s%n",
                Accounts.DEMONSTRATION_PASSWORD);
        var shown = new EnumMap<Role, Integer>(Role.class);
        demonstration.stream()
                .sorted(Comparator.comparing(Account::role))
                .filter(account -> shown.merge(account.role(), 1, Integer::sum) <= OF_EACH_ROLE)
                .forEach(account ->
                        out.printf(
                                "  %-12s %-32s %s%n",
                                account.login(),
                                server.with(MessageSource.class, it -> role(it, account)),
                                account.name()));
        int more = demonstration.size() - shown.values().stream().mapToInt(DemoCommand::few).sum();
        if (more > 0) {
            out.printf("  … and %d more; secadmin sees them all at /accounts.%n", more);
        }
    }

    private static int few(int number) {
        return Math.min(number, OF_EACH_ROLE);
    }

    private static String role(MessageSource messages, Account account) {
        return messages.getMessage("role." + account.role(), null, Locale.ENGLISH);
    }
}
