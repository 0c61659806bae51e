package yanzhen.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * A test of the whole application on a real PostgreSQL, answering on a random port.
 *
 * <p>All such tests share one context and one database: make your own records, add no properties.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = IntegrationTest.OnFreshDatabase.class)
public @interface IntegrationTest {

    /** Points the data source at a fresh database, and files at the build folder. */
    final class OnFreshDatabase
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var address = TestPostgres.freshDatabase();
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                    context,
                    "spring.datasource.url=" + address.url(),
                    "spring.datasource.username=" + address.user(),
                    "spring.datasource.password=" + address.password(),
                    "yanzhen.data=target/test-data-" + ProcessHandle.current().pid());
        }
    }
}
