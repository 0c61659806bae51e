package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.UploadedTable.Column;

/** The words of uploaded tables in both languages: heads of columns and names for keys. */
@Component
class Heads {

    private final MessageSource messages;

    Heads(MessageSource messages) {
        this.messages = messages;
    }

    Column column(String key, boolean required, int most) {
        return new Column(key, required, most, Set.copyOf(both("column." + key)));
    }

    List<String> both(String message) {
        return List.of(
                messages.getMessage(message, null, Locale.SIMPLIFIED_CHINESE),
                messages.getMessage(message, null, Locale.ENGLISH));
    }

    /** Keys by themselves and by their names in both languages, whatever the case. */
    static final class Names {

        private final Map<String, String> keys = new HashMap<>();
        private final List<String> shown = new ArrayList<>();

        static <T> Names of(Iterable<T> all, Function<T, String> key, Function<T, Bilingual> name) {
            var names = new Names();
            for (var each : all) {
                var both = name.apply(each);
                names.put(
                        key.apply(each), List.of(both.in(Locale.CHINESE), both.in(Locale.ENGLISH)));
            }
            return names;
        }

        void put(String key, List<String> named) {
            keys.put(plain(key), key);
            shown.add(String.join(" ", named));
            named.forEach(it -> keys.put(plain(it), key));
        }

        /** The names in both languages, as a person may write them. */
        String listed() {
            return String.join("、", shown);
        }

        @Nullable String key(String written) {
            return keys.get(plain(written));
        }

        private static String plain(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
