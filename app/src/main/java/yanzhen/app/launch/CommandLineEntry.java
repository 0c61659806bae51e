package yanzhen.app.launch;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code yanzhen run}, {@code demo}, {@code pack}. */
@Command(
        name = "yanzhen",
        mixinStandardHelpOptions = true,
        version = "Yanzhen 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        header = {
            "Yanzhen 雁阵: a platform on which a region runs its plan for industrial innovation.",
            ""
        },
        description = {"%nGive a command; each has its own --help.%n"},
        commandListHeading = "Commands:%n",
        footer = {
            "",
            "With YANZHEN_DB_URL (and _USER, _PASSWORD) set, a PostgreSQL 18 server is used",
            "instead of the database in the data folder."
        },
        subcommands = {RunCommand.class, DemoCommand.class, PackCommand.class, TrainCommand.class})
public final class CommandLineEntry implements Callable<Integer> {

    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Where the program begins. */
    public static void main(String[] arguments) {
        int code = execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs one command to its end; a running server keeps the process alive afterwards.
     *
     * @return 0 when it went well, 1 when it could not be done, 2 when it was called wrongly
     */
    public static int execute(String... arguments) {
        Locale.setDefault(Locale.ENGLISH);
        return new CommandLine(new CommandLineEntry())
                .setExecutionExceptionHandler(plainWords())
                .execute(arguments);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** What the operator can mend is said in a sentence; a fault of ours keeps its trace. */
    private static IExecutionExceptionHandler plainWords() {
        return (fault, line, _) -> {
            if (!(fault instanceof LaunchFault) && !(fault instanceof IllegalArgumentException)) {
                throw fault;
            }
            line.getErr()
                    .println(line.getColorScheme().errorText(String.valueOf(fault.getMessage())));
            return 1;
        };
    }
}
