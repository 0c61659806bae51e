package yanzhen.app.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.supply.RiskResults;

/**
 * Where results go, and how.
 *
 * @param file null for standard output
 */
record ResultOutput(@Nullable Path file, ResultForm form) {

    /**
     * Works the results out and writes them.
     *
     * @throws LaunchFault when they could not be written
     */
    void write(RiskResults results) {
        if (form == ResultForm.xlsx && results.rows() > ResultForm.MOST_XLSX_ROWS) {
            throw new LaunchFault(
                    "A sheet of a workbook has room for %,d rows, not for %,d. Use another --format, or fewer --firms."
                            .formatted(ResultForm.MOST_XLSX_ROWS, results.rows()));
        }
        if (file == null) {
            writeToStandardOutput(results);
        } else {
            writeTo(file, results);
        }
    }

    private void writeToStandardOutput(RiskResults results) {
        try {
            form.write(results, new Whole(System.out));
            System.out.flush();
        } catch (IOException e) {
            throw new LaunchFault(String.valueOf(e.getMessage()), e);
        }
    }

    /** Standard output that says when somebody has stopped listening. */
    private static final class Whole extends OutputStream {

        private final PrintStream to;

        Whole(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            check();
        }

        @Override
        public void flush() throws IOException {
            to.flush();
            check();
        }

        private void check() throws IOException {
            if (to.checkError()) {
                throw new IOException(
                        "Standard output was closed, or its disk was full, before all was written. Use --out FILE.");
            }
        }
    }

    private void writeTo(Path target, RiskResults results) {
        try (var result = ResultFile.at(target)) {
            form.write(results, result.stream());
            result.keep();
        } catch (IOException e) {
            throw new LaunchFault(
                    "%s could not be written to its end (%s); it is as it was before."
                            .formatted(target, e.getMessage()),
                    e);
        }
    }
}
