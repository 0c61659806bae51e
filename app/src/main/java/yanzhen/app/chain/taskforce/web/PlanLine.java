package yanzhen.app.chain.taskforce.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Response;
import yanzhen.app.site.Choice;

/** A line of the response plan, as pages show it. */
record PlanLine(
        UUID id,
        String chain,
        UUID node,
        String nodeName,
        String direction,
        String kind,
        String title,
        String effect,
        List<Choice> organisations,
        String owner,
        LocalDate due,
        boolean overdue,
        String state,
        boolean needed,
        @Nullable Response work,
        boolean synthetic) {}
