package yanzhen.engine;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not a network as it was written; says where and why. */
public final class MalformedNetwork extends IOException {

    MalformedNetwork(Path file, String why) {
        super("%s: %s".formatted(file, why));
    }
}
