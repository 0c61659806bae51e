package yanzhen.app.notice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a calendar by the grammar of RFC 5545 and complains of whatever does not keep to it: ends
 * of lines, lengths, names, nesting, properties that must be there once.
 *
 * @param head lines outside of components
 * @param events properties by name and parameters; texts unescaped
 */
record ReadCalendar(List<String> head, List<Map<String, String>> events) {

    private static final Pattern LINE =
            Pattern.compile(
                    "([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[^\\p{Cntrl}\";:,]+)*):((?:[^\\p{Cc}]|\\t)*)");
    private static final Set<String> ONCE =
            Set.of("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "URL");
    private static final Set<String> STATES = Set.of("CONFIRMED", "CANCELLED");

    static ReadCalendar of(byte[] bytes) {
        var head = new ArrayList<String>();
        var events = new ArrayList<Map<String, String>>();
        var open = new ArrayDeque<String>();
        int components = 0;
        for (var line : unfolded(bytes)) {
            var parts = LINE.matcher(line);
            assertThat(parts.matches()).as("a content line: %s", line).isTrue();
            var value = parts.group(3);
            switch (parts.group(1)) {
                case "BEGIN" -> {
                    assertThat(open.isEmpty()).isEqualTo(value.equals("VCALENDAR"));
                    open.push(value);
                    if (value.equals("VEVENT")) {
                        events.add(new LinkedHashMap<>());
                    }
                    components += open.size() == 2 ? 1 : 0;
                }
                case "END" -> assertThat(open.pop()).isEqualTo(value);
                default -> {
                    assertThat(open).isNotEmpty();
                    if (open.size() == 1) {
                        head.add(line);
                    } else if ("VEVENT".equals(open.peek())) {
                        var name = parts.group(1) + parts.group(2);
                        assertThat(events.getLast().put(name, unescaped(parts.group(1), value)))
                                .as("%s once", name)
                                .isNull();
                    }
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(components).isPositive();
        assertThat(head)
                .filteredOn(it -> it.startsWith("VERSION:") || it.startsWith("PRODID:"))
                .hasSize(2);
        events.forEach(ReadCalendar::check);
        assertThat(events.stream().map(it -> it.get("UID"))).doesNotHaveDuplicates();
        return new ReadCalendar(List.copyOf(head), List.copyOf(events));
    }

    private static void check(Map<String, String> event) {
        var names = event.keySet().stream().map(it -> it.split(";", 2)[0]).toList();
        assertThat(names).containsAll(ONCE).doesNotHaveDuplicates();
        assertThat(event.get("STATUS")).isIn(STATES);
        assertThat(event.get("SEQUENCE")).matches("[0-9]+");
        assertThat(event.get("DTSTAMP")).matches("[0-9]{8}T[0-9]{6}Z");
        event.forEach((name, value) -> {
            if (name.startsWith("DT")) {
                assertThat(value)
                        .matches(name.endsWith(";VALUE=DATE") ? "[0-9]{8}" : "[0-9]{8}T[0-9]{6}Z");
            }
        });
    }

    /** Lines as they stand, without their CRLF; there is no other CR or LF. */
    static List<byte[]> octets(byte[] bytes) {
        var lines = new ArrayList<byte[]>();
        int from = 0;
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] == '\r') {
                assertThat(bytes[at + 1]).as("LF after CR").isEqualTo((byte) '\n');
                lines.add(Arrays.copyOfRange(bytes, from, at));
                from = at + 2;
                at = from;
            } else {
                assertThat(bytes[at]).as("LF without CR").isNotEqualTo((byte) '\n');
                at++;
            }
        }
        assertThat(from).as("ends with CRLF").isEqualTo(bytes.length);
        return lines;
    }

    static List<String> unfolded(byte[] bytes) {
        var whole = new ArrayList<ByteArrayOutputStream>();
        for (var line : octets(bytes)) {
            assertThat(line.length).isLessThanOrEqualTo(75);
            if (line.length > 0 && (line[0] == ' ' || line[0] == '\t') && !whole.isEmpty()) {
                whole.getLast().write(line, 1, line.length - 1);
            } else {
                var next = new ByteArrayOutputStream();
                next.writeBytes(line);
                whole.add(next);
            }
        }
        return whole.stream().map(it -> it.toString(StandardCharsets.UTF_8)).toList();
    }

    private static String unescaped(String name, String value) {
        if (!name.equals("SUMMARY")) {
            return value;
        }
        var text = new StringBuilder();
        boolean escaping = false;
        for (int at = 0; at < value.length(); at++) {
            char it = value.charAt(at);
            if (escaping) {
                assertThat(it).isIn('\\', ';', ',', 'n', 'N');
                text.append(it == 'n' || it == 'N' ? '\n' : it);
                escaping = false;
            } else if (it == '\\') {
                escaping = true;
            } else {
                assertThat(it).as("escaped").isNotIn(';', ',');
                text.append(it);
            }
        }
        assertThat(escaping).isFalse();
        return text.toString();
    }
}
