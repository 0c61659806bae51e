package yanzhen.app.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import yanzhen.app.chain.supply.Pace;
import yanzhen.app.chain.supply.RiskCase;
import yanzhen.app.chain.supply.RiskResults;
import yanzhen.app.chain.supply.RiskStudy;
import yanzhen.app.chain.supply.Sample;
import yanzhen.app.kernel.Problems;

/**
 * {@code yanzhen diagnose}: 系统性风险诊断, what the failure of each firm of a folder costs the others.
 */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        sortOptions = false,
        header = "Work out what the failure of each firm of a supply network costs the others.%n",
        description = {
            "%nReads a folder and writes for each firm the share of the whole that is lost when it fails (the systemic risk index ESRI of Diem et al., Scientific Reports 12, 7719, 2022), the shares lost through suppliers and through customers, and the steps until it settled; up to 10 firms also what each loses. Needs no database and stores nothing else.%n",
            "The folder holds text files with a tab between columns, plain or gzip (.gz). Firms and sectors are numbered from 1 without gaps; a number may have an exponent, such as 1e6. Columns that are not named here are passed over.%n",
            "  firms.tsv       firm, sector",
            "  edges.tsv       supplier, customer, weight (what the supplier sold)",
            "  essential.txt   a line for each supplying sector, in it for each buying one",
            "                  2 (essential), 1 (non-essential) or 0 (negligible)",
            "  attributes.tsv  firm, and of market, revenue, costs, employees what a case",
            "                  needs",
            "  scenarios.tsv   scenario, firm, psi, psi_up (loss of capacity, 0 to 1)",
            "%nA row of edges.tsv with a weight of 0 is no link. When anything else is wrong with a row, all such rows are listed with file, line, field, value and remedy (the first 1,000, and how many more), and nothing is written.%n",
            "Cases; each differs from base only by what it says:%n",
            "  base      each firm fails alone; the sectors are the markets; firms count",
            "            by what they sell; eps 0.01",
            "  tight     eps 1e-8",
            "  nosub     no firm can take another's place",
            "  linear    every input is non-essential",
            "  leontief  every input is essential",
            "  relative  goes on while the index, not a loss, grows by more than eps",
            "  market    markets by the column market",
            "  revenue   losses as shares of revenue and costs",
            "  weights   firms count by employees (_w1) and by what they buy (_w2)",
            "  partial   the scenarios of the folder, psi both ways",
            "  updown    the same, psi downstream and psi_up upstream; eps 1e-5",
            "  half      each firm loses half instead of all%n"
        },
        footer = {
            "",
            "Results do not depend on the threads, to the bit. A result depends on eps: show both together.",
            "",
            "Examples:",
            "  ./yanzhen diagnose networks/2025",
            "  ./yanzhen diagnose networks/2025 --case market --out risk.xlsx",
            "  ./yanzhen diagnose networks/2025 --firms 17,204 --table losses",
            "  ./yanzhen diagnose networks/2025 --explain 17 --lang en"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It went well.",
            "1:Something in the folder or with the output is wrong; the message says what and what to do.",
            "2:The command line was wrong.",
            "141:Nobody read its standard output to the end (SIGPIPE), as with head."
        })
final class DiagnoseCommand implements Callable<Integer> {

    private static final int MOST_THREADS = 1_024;
    private static final int SAID = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder with the network.")
    private Path folder = Path.of("");

    @Option(
            names = "--case",
            paramLabel = "NAME",
            converter = CaseName.class,
            description = "Under which rules; see above. Default: base.")
    private RiskCase which = RiskCase.BASE;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description =
                    "What is written: ${COMPLETION-CANDIDATES}. index: a row for each scenario. losses: what each firm loses in each. sectors: what each sector loses. Default: index.")
    private Table table = Table.index;

    @Option(
            names = "--firms",
            paramLabel = "FIRM",
            split = ",",
            description =
                    "Only the failures of these firms, numbers with commas between; in partial and updown only the scenarios that hit one of them.")
    private List<String> firms = List.of();

    @Option(
            names = "--explain",
            paramLabel = "FIRM",
            description =
                    "Say in words whom the failure of this firm hits, through whom and on which way; with --out every firm that loses something also as a table.")
    private @Nullable String explained;

    @Option(
            names = "--eps",
            paramLabel = "X",
            description =
                    "Stop once no firm's loss grows by more than this share in a step, above 0. Default: as the case says.")
    private @Nullable Double eps;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write to this file, which is replaced once the new one is whole. Default: standard output.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}. Default: by the ending of FILE, or else tsv; xlsx needs --out.")
    private @Nullable ResultForm form;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many to work with, 1 to 1024. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            description =
                    "Language of problems and explanations: ${COMPLETION-CANDIDATES}. Default: zh.")
    private Language language = Language.zh;

    /** What is written. */
    enum Table {
        index,
        losses,
        sectors
    }

    /** A case by its name. */
    static final class CaseName implements ITypeConverter<RiskCase> {
        @Override
        public RiskCase convert(String name) {
            return RiskCase.named(name)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "there is no case '%s'; the cases are %s"
                                            .formatted(
                                                    name,
                                                    Arrays.stream(RiskCase.values())
                                                            .map(RiskCase::toString)
                                                            .collect(Collectors.joining(", ")))));
        }
    }

    @Override
    public Integer call() {
        checkCall();
        if (!Files.isDirectory(folder)) {
            throw new LaunchFault(
                    "There is no folder %s. Name the one that holds firms.tsv.".formatted(folder));
        }
        var messages = messages();
        try {
            long begun = System.nanoTime();
            var study = RiskStudy.of(folder, which);
            study = eps == null ? study : study.until(eps);
            diagnose(study, messages, begun);
            return CommandLine.ExitCode.OK;
        } catch (Problems.Refused e) {
            new ProblemLines(messages, language.locale())
                    .print(e.problems(), spec.commandLine().getErr(), "launch.diagnose-problems");
            return CommandLine.ExitCode.SOFTWARE;
        } catch (OutOfMemoryError e) {
            throw new LaunchFault(
                    "%d MB of memory do not suffice for this network. Give more, such as YANZHEN_JAVA_OPTIONS=-Xmx8g, or use fewer --threads."
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    e);
        }
    }

    private void checkCall() {
        if (eps != null && !(eps > 0 && eps < 1)) {
            wrong("--eps (%s) must be above 0 and below 1, such as 0.01.".formatted(eps));
        }
        if (threads < 1 || threads > MOST_THREADS) {
            wrong("--threads (%d) must be from 1 to %d.".formatted(threads, MOST_THREADS));
        }
        if (!form().isText() && out == null) {
            wrong("A workbook cannot be shown here: name a file with --out.");
        }
        if (out != null && RiskStudy.reads(folder, out)) {
            wrong("--out (%s) is a file of the network itself: name another.".formatted(out));
        }
        if (explained != null && (!firms.isEmpty() || table != Table.index)) {
            wrong("--explain is about one failure; it goes with neither --firms nor --table.");
        }
        if (explained != null && which.stopsByIndex()) {
            wrong(
                    "The case %s stops by the index, which no single firm's loss explains: leave --case out or name another."
                            .formatted(which));
        }
        if (explained != null && form != null && out == null) {
            wrong(
                    "Without --out an explanation comes in words: leave --format out or name a file.");
        }
    }

    private void wrong(String message) {
        throw new ParameterException(spec.commandLine(), message);
    }

    private ResultForm form() {
        if (form != null) {
            return form;
        }
        return out == null ? ResultForm.tsv : ResultForm.byEndingOf(out).orElse(ResultForm.tsv);
    }

    /** The messages alone: a context of Spring would take longer than most networks. */
    private static MessageSource messages() {
        var source = new ReloadableResourceBundleMessageSource();
        source.setBasenames("classpath:i18n/launch", "classpath:i18n/chain", "classpath:i18n/site");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private void diagnose(RiskStudy study, MessageSource messages, long begun) {
        if (explained != null) {
            explain(study, messages, explained);
            return;
        }
        var sample = firms.isEmpty() ? study.all() : study.only(firms, "--firms");
        try (var bar = bar(study, sample)) {
            output().write(results(study, sample, bar));
        }
        report(study, sample, begun);
    }

    private ResultOutput output() {
        return new ResultOutput(out, form());
    }

    private void explain(RiskStudy study, MessageSource messages, String firm) {
        var account = study.explain(firm, "--explain");
        if (out != null) {
            output().write(account.table());
        }
        new FailureWords(messages, language.locale()).print(account, spec.commandLine().getOut());
    }

    /** Null, and no bar, where nobody looks. */
    private @Nullable ProgressBar bar(RiskStudy study, Sample sample) {
        if (!Boolean.getBoolean("yanzhen.console")) {
            return null;
        }
        long runs = table == Table.index ? study.indexRuns(sample) : sample.size();
        return new ProgressBar(System.err, "Firms are failing", runs);
    }

    private RiskResults results(RiskStudy study, Sample sample, @Nullable ProgressBar bar) {
        int most = Math.clamp(sample.size(), 1, threads);
        var pace = new Pace(most, bar == null ? () -> {} : bar::one);
        return switch (table) {
            case index -> study.indices(sample, pace);
            case losses -> study.losses(sample, pace);
            case sectors -> study.sectors(sample, pace);
        };
    }

    /** What a reader must know beside the numbers. Nothing when all is well and nobody looks. */
    private void report(RiskStudy study, Sample sample, long begun) {
        var err = spec.commandLine().getErr();
        var cutOff = study.cutOff();
        if (!cutOff.isEmpty()) {
            err.printf(
                    "Not settled after %,d steps and cut off, so that what is written of them is too small: scenarios %s%n",
                    study.mostSteps(),
                    cutOff.stream()
                                    .limit(SAID)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "))
                            + (cutOff.size() > SAID
                                    ? " and %,d more".formatted(cutOff.size() - SAID)
                                    : ""));
        }
        if (out != null || Boolean.getBoolean("yanzhen.console")) {
            err.printf(
                    "Case %s, eps %s. Scenarios %,d, firms %,d, links %,d%s; %.1f s.%s%n",
                    study.which(),
                    ResultForm.decimal(study.eps()),
                    sample.size(),
                    study.firms(),
                    study.links(),
                    study.emptyLinks() == 0
                            ? ""
                            : " (%,d rows with a weight of 0 left out)"
                                    .formatted(study.emptyLinks()),
                    (System.nanoTime() - begun) / 1e9,
                    out == null ? "" : " Written to %s.".formatted(out));
        }
        err.flush();
    }
}
