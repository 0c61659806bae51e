package yanzhen.app.launch;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the data lie, for every command that opens the database. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the database and of uploaded files. Default: the folder data beside this program.")
    private Path folder = Path.of(System.getProperty("yanzhen.home", "."), "data");

    DataOption() {}

    DataOption(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
