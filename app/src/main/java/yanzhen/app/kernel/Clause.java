package yanzhen.app.kernel;

/**
 * 条款: where a rule is written.
 *
 * @param document issue number, for example 沪经信技〔2021〕1114号
 * @param place heading or article inside the document, for example 表1 第1项
 */
public record Clause(String document, String place) {

    /**
     * @throws IllegalArgumentException when either is blank
     */
    public Clause {
        if (document.isBlank() || place.isBlank()) {
            throw new IllegalArgumentException(
                    "A clause needs its document (%s) and its place in it (%s)."
                            .formatted(document, place));
        }
    }

    @Override
    public String toString() {
        return document + " " + place;
    }
}
