package yanzhen.app.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.challenge.evaluation.Evaluation;
import yanzhen.app.kernel.Problems;

/** {@code yanzhen evaluate}: 决策评测, decisions of files solved, with the proof of each. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Solve assignments, portfolios and races of files, and say how good that is.%n",
        description = {
            "%nWrites one JSON object to standard output: for each instance and variant the value reached, the bound that nothing exceeds, whether the value is proven to be the best, the gap as a share of the bound, and the seconds; beside what the file expects, where it does. Needs no database and stores nothing.%n"
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It went well, whether or not expectations were met.",
            "1:Something in the files is wrong; the message says what and what to do.",
            "2:The command line was wrong."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final int MOST_SECONDS = 86_400;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say assignment or portfolio.");
    }

    /** What both subcommands take. */
    static final class Choice {

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "240",
                description =
                        "Stop each search after so long and give the best so far with its bound, 1 to 86400. Default: ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(
                names = "--lang",
                paramLabel = "LANGUAGE",
                defaultValue = "zh",
                description =
                        "Language of the problems: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        private Language language = Language.zh;

        private Duration limit() {
            if (seconds < 1 || seconds > MOST_SECONDS) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--seconds (%d) must be from 1 to %d.".formatted(seconds, MOST_SECONDS));
            }
            return Duration.ofSeconds(seconds);
        }
    }

    @Command(
            name = "assignment",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            header = "Assign experts to bids: largest total, best worst served bid, randomised.%n",
            description = {
                "%nPATH is a folder with scores.csv (experts in rows, bids in columns), conflicts.csv (1 bars a pair) and expected.json; or a JSON file of panels with experts, projects and their topics; or a folder with profiles.jsonl, papers.jsonl and evaluations.tsv, of which the ranking loss is given; or a folder that holds any of these.%n"
            },
            footer = {
                "",
                "Examples:",
                "  ./yanzhen evaluate assignment samples/assignment",
                "  ./yanzhen evaluate assignment conference --need 3 --load 6 --probability 0.7"
            })
    int assignment(
            @Mixin Choice choice,
            @Parameters(paramLabel = "PATH", description = "Folder or file.") Path path,
            @Option(
                            names = "--need",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Experts a bid, where expected.json has no per_paper.")
                    int need,
            @Option(
                            names = "--load",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "Bids an expert at most, where expected.json has no max_load.")
                    int load,
            @Option(
                            names = "--probability",
                            paramLabel = "Q",
                            defaultValue = "0.5",
                            description =
                                    "Greatest probability of a pair in the randomised variant, above 0 to 1, three digits at most. Default: ${DEFAULT-VALUE}.")
                    double probability) {
        if (need < 0 || load < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--need and --load must be 1 or more.");
        }
        if (!(probability > 0 && probability <= 1)
                || Math.abs(Math.rint(probability * 1_000) - probability * 1_000) > 1e-9) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--probability (%s) must be above 0, at most 1, and of three digits after the point at most."
                            .formatted(probability));
        }
        var limit = choice.limit();
        return write(
                choice, path, () -> Evaluation.assignment(path, need, load, probability, limit));
    }

    @Command(
            name = "portfolio",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            header = "Choose what to fund, beside plain top-down; work out what races are worth.%n",
            description = {
                "%nPATH is a JSON file of portfolios (items, year_budget, quotas), or of races (parallel, stage_gate), or a folder that holds such files.%n"
            },
            footer = {
                "",
                "Examples:",
                "  ./yanzhen evaluate portfolio challenge_portfolios.json --more 100",
                "  ./yanzhen evaluate portfolio racing.json"
            })
    int portfolio(
            @Mixin Choice choice,
            @Parameters(paramLabel = "PATH", description = "File or folder.") Path path,
            @Option(
                            names = "--more",
                            paramLabel = "AMOUNT",
                            description =
                                    "Say too what this much more money would add, in each year by itself; in the unit of the file.")
                    @Nullable Long more) {
        if (more != null && more < 1) {
            throw new ParameterException(spec.commandLine(), "--more must be 1 or more.");
        }
        var limit = choice.limit();
        var amount = more == null ? OptionalLong.empty() : OptionalLong.of(more);
        return write(choice, path, () -> Evaluation.portfolio(path, amount, limit));
    }

    private int write(Choice choice, Path path, Supplier<Map<String, Object>> evaluation) {
        if (!Files.exists(path)) {
            throw new LaunchFault("There is no file or folder %s.".formatted(path));
        }
        try {
            var json =
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(evaluation.get());
            choice.spec.commandLine().getOut().println(json);
            choice.spec.commandLine().getOut().flush();
            return CommandLine.ExitCode.OK;
        } catch (Problems.Refused e) {
            new ProblemLines(messages(), choice.language.locale())
                    .print(
                            e.problems(),
                            choice.spec.commandLine().getErr(),
                            "launch.diagnose-problems");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The messages alone, without a context of Spring. */
    private static MessageSource messages() {
        var source = new ReloadableResourceBundleMessageSource();
        source.setBasenames(
                "classpath:i18n/launch", "classpath:i18n/challenge", "classpath:i18n/site");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
