package yanzhen.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table of the test resources: first cell, and a listing of the other three. */
record Table(String first, Listing listing) {

    static List<Table> read(String file) {
        var bytes = Objects.requireNonNull(Table.class.getResourceAsStream(file));
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines().filter(it -> !it.startsWith("#")).map(Table::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Table of(String line) {
        var cells = List.of(line.split("\t", -1));
        return new Table(
                cells.get(0),
                new Listing(
                        List.of(cells.get(1).split("；")),
                        given(cells.get(2)),
                        given(cells.get(3))));
    }

    private static @Nullable String given(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
