package yanzhen.app.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yanzhen.app.cluster.credential.CredentialCheck;
import yanzhen.app.cluster.credential.Finding;
import yanzhen.app.cluster.credential.KeySet;
import yanzhen.app.cluster.credential.Unfit;

/** {@code yanzhen verify-credential}: 离线核验凭证, from files alone. */
@Command(
        name = "verify-credential",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        sortOptions = false,
        header = "Check a credential of a recognition, without a network and a database.%n",
        description = {
            "%nSays whether the issuer signed it, whether it is in force on a day, and whether it was revoked. The keys and the status list are downloads from the node that issued it:%n",
            "  /.well-known/jwks.json       the issuer's public keys, of all times",
            "  /credentials/status/0        the status list that the credential names%n",
            "Get the keys from a source that you trust: whoever gives you other keys can make you believe other credentials. A status list holds for seven days; it knows what is revoked and not since when.%n"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Valid.",
            "1:A file could not be read.",
            "2:The command line was wrong.",
            "3:Invalid: not what it says it is.",
            "4:Genuine, but not in force on the day.",
            "5:Genuine, but revoked.",
            "6:Undecided: keys or a fit status list are lacking.",
            "7:Genuine, but replaced by a later edition of the certificate."
        },
        footer = {
            "",
            "Examples:",
            "  ./yanzhen verify-credential YZ2024-000123-45.jwt --keys issuer-keys.json --status status-0.jwt",
            "  ./yanzhen verify-credential YZ2024-000123-45.jwt --keys issuer-keys.json --on 2025-06-30 --lang en"
        })
final class VerifyCommand implements Callable<Integer> {

    /** Bytes that are read of a file at most; what is longer is refused. */
    private static final int MOST = 4 << 20;

    @Parameters(paramLabel = "FILE", description = "The credential (.jwt).")
    private Path file = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The issuer's public keys. Without them nothing can be believed.")
    private @Nullable Path keys;

    @Option(
            names = "--status",
            paramLabel = "FILE",
            description = "The status list. Without it nobody knows whether it was revoked.")
    private @Nullable Path status;

    @Option(
            names = "--on",
            paramLabel = "DAY",
            description = "The day in question, such as 2025-06-30. Default: today.")
    private @Nullable LocalDate day;

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "zh",
            description = "Language: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Language language = Language.zh;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var clock = Clock.system(ZoneId.of("Asia/Shanghai"));
        var words = new FindingWords(messages(), language.locale());
        var asked = day == null ? LocalDate.now(clock) : day;
        try {
            var check =
                    new CredentialCheck(
                            keys == null ? null : KeySet.read(read(keys)),
                            status == null ? null : read(status),
                            clock.instant());
            var finding = check.of(read(file), asked);
            words.print(finding, asked, spec.commandLine().getOut());
            return code(finding.verdict());
        } catch (Unfit e) {
            throw new LaunchFault("%s: %s".formatted(keys, words.said(e.reason())), e);
        }
    }

    private static int code(Finding.Verdict verdict) {
        return switch (verdict) {
            case VALID -> CommandLine.ExitCode.OK;
            case INVALID -> 3;
            case NOT_IN_FORCE -> 4;
            case REVOKED -> 5;
            case REPLACED -> 7;
            case UNDECIDED -> 6;
        };
    }

    private static String read(Path from) {
        try (var in = Files.newInputStream(from)) {
            return new String(in.readNBytes(MOST + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LaunchFault(
                    "The file %s cannot be read. Name one that is there.".formatted(from), e);
        }
    }

    /** The messages alone: a context of Spring would take longer than the check. */
    private static ReloadableResourceBundleMessageSource messages() {
        var source = new ReloadableResourceBundleMessageSource();
        source.setBasenames("classpath:i18n/launch", "classpath:i18n/cluster");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
