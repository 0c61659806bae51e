package yanzhen.app.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yanzhen.app.cluster.IssuerKeys;

/** {@code yanzhen rotate-issuer-key}: 轮换签发密钥. */
@Command(
        name = "rotate-issuer-key",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        header = "Let a new key sign credentials from now on.%n",
        description =
                "%nThe private half of the key before is destroyed; its public half stays published, so that what it signed can be checked. A key is also replaced by itself once it is a year old (yanzhen.issuer-key-days). Needs the database: stop the server on the same data folder first, unless the database is a server of your own.%n",
        footer = {
            "",
            "Examples:",
            "  ./yanzhen rotate-issuer-key",
            "  ./yanzhen rotate-issuer-key --data /srv/yanzhen"
        })
final class RotateCommand implements Callable<Integer> {

    @Mixin private final DataOption data = new DataOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var server = Server.withoutPages(data, out)) {
            var rotation = server.with(IssuerKeys.class, IssuerKeys::rotate);
            if (rotation.before() != null) {
                out.printf("%s has ceased to sign and stays published.%n", rotation.before());
            }
            out.printf("%s signs from now on.%n", rotation.after());
            return CommandLine.ExitCode.OK;
        } catch (IssuerKeys.SecretMissing e) {
            throw new LaunchFault(
                    e.getMessage() + " Put the right one there, or move the wrong one away.", e);
        }
    }
}
