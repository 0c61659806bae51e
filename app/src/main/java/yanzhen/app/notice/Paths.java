package yanzhen.app.notice;

import java.util.regex.Pattern;

/** 站内地址: paths that no browser and no mail reader takes for another host. */
final class Paths {

    private static final int LONGEST = 500;
    private static final Pattern OWN =
            Pattern.compile("/(?:[^/\\\\\\p{Cntrl}\\s][^\\\\\\p{Cntrl}\\s]*)?");

    private Paths() {}

    static void check(String path) {
        if (path.length() > LONGEST || !OWN.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "The path (%s) is none of this site. Give one that begins with a single slash, without spaces."
                            .formatted(path));
        }
    }
}
