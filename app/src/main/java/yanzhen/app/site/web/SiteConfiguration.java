package yanzhen.app.site.web;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import yanzhen.app.site.Typed;

/** Both languages: Chinese unless {@code ?lang=en} was asked for, remembered by a cookie. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration implements WebMvcConfigurer {

    private final Frame frame;

    SiteConfiguration(Frame frame) {
        this.frame = frame;
    }

    /** Every {@code i18n/<module>_zh.properties} of the class path with its English twin. */
    @Bean
    MessageSource messageSource() throws IOException {
        var source = new ReloadableResourceBundleMessageSource();
        var files =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:i18n/*_zh.properties");
        source.setBasenames(
                Arrays.stream(files)
                        .map(file -> String.valueOf(file.getFilename()))
                        .map(name -> "classpath:i18n/" + name.replace("_zh.properties", ""))
                        .sorted()
                        .toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setDefaultLocale(Locale.CHINESE);
        source.setFallbackToSystemLocale(false);
        return source;
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new OnlyTwo("lang");
        resolver.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
        registry.addInterceptor(frame);
    }

    /** Days in addresses and forms are written 2021-03-31, whatever the language of the page. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addFormatterForFieldType(LocalDate.class, new WrittenDay());
    }

    private static final class WrittenDay implements Formatter<LocalDate> {

        @Override
        public LocalDate parse(String text, Locale locale) {
            return Typed.written(LocalDate.parse(text.strip()));
        }

        @Override
        public String print(LocalDate day, Locale locale) {
            return day.toString();
        }
    }

    /** Anything but English counts as Chinese. */
    private static final class OnlyTwo extends CookieLocaleResolver {

        OnlyTwo(String cookie) {
            super(cookie);
        }

        @Override
        protected Locale parseLocaleValue(String value) {
            return value.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        }
    }
}
