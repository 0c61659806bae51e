package yanzhen.app.chain.supply;

import java.io.IOException;
import java.util.List;

/**
 * 结果表: numbers that are worked out while they are written.
 *
 * @param name of the table, such as the case
 * @param rows how many there will be
 */
public record RiskResults(String name, List<Column> columns, long rows, Source source) {

    /** What the cells of a column are. */
    public enum Kind {
        /** An {@link Integer}. */
        NUMBER,
        /** A {@link Double}, told apart by 17 digits. */
        DECIMAL,
        /** A {@link Double}, a share rounded to 14 places. */
        LOSS,
        /** A {@code double[]} of such shares, by firm. */
        LOSSES,
        /** A list of {@link Integer}. */
        NUMBERS,
        /** A {@link String}. */
        TEXT
    }

    /** A column under its head. */
    public record Column(String name, Kind kind) {

        static Column number(String name) {
            return new Column(name, Kind.NUMBER);
        }

        static Column decimal(String name) {
            return new Column(name, Kind.DECIMAL);
        }

        static Column loss(String name) {
            return new Column(name, Kind.LOSS);
        }
    }

    /** Takes one row after the other. */
    public interface Rows {
        /** One cell for each column, of its kind. */
        void add(List<Object> cells) throws IOException;
    }

    /** Works out the rows. */
    public interface Source {
        /**
         * Works out all rows, in order.
         *
         * @throws IOException when they could not be taken
         */
        void writeTo(Rows rows) throws IOException;
    }

    public RiskResults {
        columns = List.copyOf(columns);
    }
}
