package yanzhen.app.launch;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.core.env.MapPropertySource;
import yanzhen.app.Application;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The checks of all modules, without a database: checking a pack neither reads nor writes one. */
record PackChecks(ConfigurableApplicationContext application) implements AutoCloseable {

    /** An address at which nobody listens; it is never asked. */
    private static final Map<String, Object> NO_DATABASE =
            Map.of(
                    "spring.flyway.enabled",
                    false,
                    "spring.datasource.url",
                    "jdbc:postgresql://127.0.0.1:1/none",
                    "spring.datasource.username",
                    "none",
                    "spring.datasource.password",
                    "none");

    static PackChecks open() {
        var starting = new SpringApplication(Application.class);
        starting.setWebApplicationType(WebApplicationType.NONE);
        starting.setLogStartupInfo(false);
        starting.setLazyInitialization(true);
        starting.addInitializers(context ->
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("launch", NO_DATABASE)));
        return new PackChecks(starting.run());
    }

    Problems validate(Pack pack) {
        return application.getBean(PackLoader.class).validate(pack);
    }

    MessageSource messages() {
        return application;
    }

    @Override
    public void close() {
        application.close();
    }
}
