package yanzhen.app.evidence.store;

/** Names as they are shown and given back: no path, no control or direction characters. */
final class FileNames {

    private static final int LONGEST = 120;

    private FileNames() {}

    static String cleaned(String given) {
        var last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}:*?\"<>|]", "").strip();
        var shorter = clean.length() <= LONGEST ? clean : clean.substring(clean.length() - LONGEST);
        return shorter.isEmpty() || shorter.chars().allMatch(it -> it == '.') ? "file" : shorter;
    }
}
