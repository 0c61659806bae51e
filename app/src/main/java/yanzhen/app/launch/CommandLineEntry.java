package yanzhen.app.launch;

import java.io.File;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code yanzhen run}, {@code demo}, {@code pack}, {@code diagnose}, … */
@Command(
        name = "./yanzhen",
        mixinStandardHelpOptions = true,
        version = "Yanzhen 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        header =
                "Yanzhen 雁阵: a platform on which a region runs its plan for industrial innovation.%n",
        description =
                "%nGive a command; './yanzhen COMMAND --help' says more about each. Whatever is missing is built first.%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It went well.",
            "1:It could not be done; the message says why and what to do.",
            "2:The command line was wrong.",
            "130, 143:It was ended by Ctrl-C (SIGINT) or by SIGTERM, in good order."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  YANZHEN_DB_URL, YANZHEN_DB_USER, YANZHEN_DB_PASSWORD",
            "          use this PostgreSQL server (18 or later) instead of the one",
            "          in the data folder, such as jdbc:postgresql://localhost:5432/yanzhen",
            "  YANZHEN_ADDRESS",
            "          where this node is reached, as certificates and credentials say,",
            "          such as https://yanzhen.example.cn; else as a request came in",
            "  YANZHEN_ISSUER_NAME",
            "          who answers for the register, as certificates say",
            "  YANZHEN_ISSUER_SECRET",
            "          32 bytes in base64url that open the issuer's key, for processes that",
            "          share a database and no data folder; else issuer.secret in the folder",
            "  YANZHEN_JAVA_OPTIONS",
            "          further options of the Java virtual machine, such as -Xmx2g",
            "  JAVA_HOME, JAVA25_HOME",
            "          where a JDK 25 is, when it is not found by itself",
            "",
            "Examples:",
            "  ./yanzhen demo                     a look around, with synthetic records",
            "  ./yanzhen run --data /srv/yanzhen  the real thing, without records",
            "  ./yanzhen pack validate packs/shanghai-14fyp",
            "  ./yanzhen diagnose networks/2025   what each firm's failure would cost the others",
            "  ./yanzhen evaluate portfolio challenges.json",
            "  ./yanzhen verify-credential firm.jwt --keys issuer-keys.json"
        },
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            PackCommand.class,
            DiagnoseCommand.class,
            EvaluateCommand.class,
            VerifyCommand.class,
            RotateCommand.class,
            TrainCommand.class
        })
public final class CommandLineEntry implements Callable<Integer> {

    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Where the program begins. */
    public static void main(String[] arguments) {
        StandardError.takeBack();
        if (writesResults(arguments)) {
            Posix.endAtBrokenPipe();
        }
        int code = execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** A server goes on when nobody reads what it says; results that nobody reads are no use. */
    private static boolean writesResults(String... arguments) {
        return arguments.length > 0
                && (arguments[0].equals("diagnose") || arguments[0].equals("evaluate"))
                && File.separatorChar == '/'
                && CommandLineEntry.class.getModule().isNativeAccessEnabled();
    }

    /**
     * Runs one command to its end; a running server keeps the process alive afterwards.
     *
     * @return 0 when it went well, 1 when it could not be done, 2 when it was called wrongly
     */
    public static int execute(String... arguments) {
        Locale.setDefault(Locale.ENGLISH);
        return sayingTheVersion(new CommandLine(new CommandLineEntry()))
                .setExecutionExceptionHandler(plainWords())
                .setParameterExceptionHandler(whereHelpIs())
                .execute(arguments);
    }

    /** Whichever command is asked for its version, it is that of the whole. */
    private static CommandLine sayingTheVersion(CommandLine line) {
        for (var command : line.getSubcommands().values()) {
            command.getCommandSpec().version(line.getCommandSpec().version());
            sayingTheVersion(command);
        }
        return line;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** What the operator can mend is said in a sentence; a fault of ours keeps its trace. */
    private static IExecutionExceptionHandler plainWords() {
        return (fault, line, _) -> {
            if (!(fault instanceof LaunchFault)) {
                throw fault;
            }
            line.getErr()
                    .println(line.getColorScheme().errorText(String.valueOf(fault.getMessage())));
            return CommandLine.ExitCode.SOFTWARE;
        };
    }

    /** What is wrong, what was perhaps meant, and where to read on; not the whole help. */
    private static IParameterExceptionHandler whereHelpIs() {
        return (fault, _) -> {
            var line = fault.getCommandLine();
            var err = line.getErr();
            err.println(line.getColorScheme().errorText(String.valueOf(fault.getMessage())));
            UnmatchedArgumentException.printSuggestions(fault, err);
            err.printf("See %s --help.%n", line.getCommandSpec().qualifiedName());
            err.flush();
            return CommandLine.ExitCode.USAGE;
        };
    }
}
