package yanzhen.app.notice;

import yanzhen.app.kernel.Bilingual;

/**
 * 所关注之事: a thing that can be followed, as its module calls it.
 *
 * @param type such as {@code call}
 * @param subject its identity
 * @param title at most 300 letters, as shown in the list of what an account follows
 * @param path where it is looked at
 */
public record Followed(String type, String subject, Bilingual title, String path) {

    private static final int LONGEST_TITLE = 300;

    public Followed {
        Paths.check(path);
        if (longest(title) > LONGEST_TITLE || title.zh().isBlank() || title.en().isBlank()) {
            throw new IllegalArgumentException(
                    "The title of what is followed has %d characters. Give 1 to %d in each language."
                            .formatted(longest(title), LONGEST_TITLE));
        }
    }

    private static int longest(Bilingual title) {
        return Math.max(title.zh().length(), title.en().length());
    }
}
