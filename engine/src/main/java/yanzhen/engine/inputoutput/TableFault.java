package yanzhen.engine.inputoutput;

/**
 * What keeps numbers from being a table.
 *
 * @param row the activity that sells, or its number where there is no such activity
 * @param column the activity or the demand that buys, or its number
 * @param value the amount, or how many there are of a label
 */
public record TableFault(Kind kind, String row, String column, double value) {

    /** The column of an amount that belongs to the whole of a row. */
    static final String OUTPUT = "output";

    /** The row of an amount that belongs to the whole of a column. */
    static final String VALUE_ADDED = "value added";

    /** Kinds of faults, each with its remedy. */
    public enum Kind {
        NO_SUCH_ACTIVITY("names an activity that the table lacks: add it or drop the amount"),
        LABEL_TWICE("stands for more than one activity: name each once"),
        NOT_A_NUMBER("is not a finite number: fill it in, or leave it out for none"),
        NEGATIVE_FLOW("is a sale below 0: book it as a sale the other way, or as value added"),
        NEGATIVE_OUTPUT("is an output below 0: demand takes more from stock than is made"),
        BUYS_WITHOUT_OUTPUT("is bought by an activity without output: give it an output");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }
    }

    /** Row, column and value, then what to do. */
    public String sentence() {
        return "Row %s, column %s: %s %s.".formatted(row, column, value, kind.remedy);
    }
}
