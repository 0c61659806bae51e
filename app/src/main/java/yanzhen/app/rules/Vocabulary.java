package yanzhen.app.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** 数据项表: the data of which rules may speak. */
public final class Vocabulary {

    private final Map<String, Datum> data = new TreeMap<>();

    /** Of these data; of two with one key the later counts. */
    public Vocabulary(List<Datum> data) {
        data.forEach(it -> this.data.put(it.key(), it));
    }

    public Optional<Datum> find(String key) {
        return Optional.ofNullable(data.get(key));
    }

    /** The keys, in order. */
    public List<String> keys() {
        return List.copyOf(data.keySet());
    }
}
