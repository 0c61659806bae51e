package yanzhen.app.evidence.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 文件名检查: a name that shows another kind of file than this is, or that a program would run. */
final class FileNameChecks {

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** Control characters, and those that turn the direction of what follows. */
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "[\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    /** An extension has a letter; 报告v1.2 and 第3.1节 have none. */
    private static final Pattern EXTENSION =
            Pattern.compile("\\.(?=[0-9]*[A-Za-z])([A-Za-z0-9]{1,10})$");

    private static final Map<String, List<String>> OF_TYPE =
            Map.of(
                    "application/pdf",
                    List.of("pdf"),
                    "image/png",
                    List.of("png"),
                    "image/jpeg",
                    List.of("jpg", "jpeg", "jfif"),
                    OFFICE + "spreadsheetml.sheet",
                    List.of("xlsx"),
                    OFFICE + "wordprocessingml.document",
                    List.of("docx"),
                    "text/plain",
                    List.of("txt", "csv", "tsv", "md", "log", "json"));

    /** What Windows, macOS or Linux runs when it is opened. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "exe", "scr", "bat", "cmd", "com", "pif", "js", "jse", "vbs", "vbe", "wsf",
                    "wsh", "hta", "ps1", "msi", "dll", "jar", "lnk", "cpl", "reg", "sh", "app",
                    "command", "url", "chm", "html", "htm", "svg", "php", "jsp", "docm", "dotm",
                    "xlsm", "xltm", "xlam", "xlsb", "pptm");

    /** Those that no honest name carries in its middle, as node.js.pdf and example.com.pdf do. */
    private static final Set<String> NEVER_WITHIN =
            Set.of(
                    "exe", "scr", "bat", "cmd", "pif", "jse", "vbs", "vbe", "wsf", "wsh", "hta",
                    "ps1", "msi", "dll", "lnk", "cpl", "docm", "dotm", "xlsm", "xltm", "xlam",
                    "pptm");

    private FileNameChecks() {}

    /**
     * Looks at a name.
     *
     * @param type media type by content; null when it is of no kind that is taken
     */
    static void check(String given, @Nullable String type, Findings found) {
        HIDDEN.matcher(given)
                .results()
                .map(it -> "U+%04X".formatted((int) it.group().charAt(0)))
                .distinct()
                .forEach(it -> found.add("file-name-hidden", it));
        // Windows drops dots and spaces at the end.
        var name = FileNames.cleaned(given).replaceAll("[. ]+$", "");
        var parts = name.split("\\.", -1);
        var extension = extension(name);
        boolean twice = false;
        for (int at = 1; at < parts.length - 1; at++) {
            var within = parts[at].strip().toLowerCase(Locale.ROOT);
            boolean known = OF_TYPE.values().stream().anyMatch(it -> it.contains(within));
            if (NEVER_WITHIN.contains(within) || (known && PROGRAMS.contains(extension))) {
                twice = true;
                found.add("file-name-double", "." + within + "." + extension);
            }
        }
        if (type != null && !twice && !extension.isEmpty() && !fits(extension, type)) {
            found.add("file-extension", "." + extension, "." + extensions(type).getFirst());
        }
    }

    /** In small letters; may be empty. */
    private static String extension(String name) {
        var found = EXTENSION.matcher(name);
        return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static boolean fits(String extension, String type) {
        return extensions(type).contains(extension);
    }

    private static List<String> extensions(String type) {
        return OF_TYPE.getOrDefault(type, List.of(""));
    }
}
