package yanzhen.app.cluster.store;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Bilingual;

/** 文件随机构流转: those that nothing else has taken along, so it comes last. */
@Component
@Order(90)
class FileBelongings implements Belongings {

    private final Files files;

    FileBelongings(Files files) {
        this.files = files;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return files.of(organisation).stream()
                .map(it ->
                        new Item(
                                it.id().toString(),
                                new Bilingual(it.name(), it.name()),
                                "/files/" + it.id()))
                .toList();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        return files
                .handOver(
                        passage.items().stream().map(UUID::fromString).toList(),
                        passage.giver(),
                        passage.taker())
                .stream()
                .map(Trace::of)
                .toList();
    }

    @Override
    public List<String> bringBack(Return back) {
        var missing =
                back.traces().stream()
                        .map(Trace::item)
                        .collect(Collectors.toCollection(HashSet::new));
        files.handOver(missing.stream().map(UUID::fromString).toList(), back.taker(), back.giver())
                .forEach(it -> missing.remove(it.toString()));
        return missing.stream().sorted().toList();
    }
}
