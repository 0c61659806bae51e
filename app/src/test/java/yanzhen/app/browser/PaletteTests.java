package yanzhen.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;

class PaletteTests {

    @Test
    void keepsAPictureOfFewColoursToTheBit() {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xffffff);
        image.setRGB(1, 0, 0xb3261e);
        image.setRGB(0, 1, 0x17456b);
        image.setRGB(1, 1, 0xffffff);

        var reduced = Palette.reduce(image);

        assertThat(reduced.getRGB(1, 0)).isEqualTo(0xffb3261e);
        assertThat(reduced.getRGB(0, 1)).isEqualTo(0xff17456b);
        assertThat(reduced.getRGB(1, 1)).isEqualTo(0xffffffff);
    }

    @Test
    void leavesASmallRedDotRedAmongManyGreys() {
        // 1000 different blues and greens, and nine pixels of red.
        var image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 10_000; i++) {
            image.setRGB(i % 100, i / 100, (i % 1000) * 64);
        }
        for (int i = 0; i < 9; i++) {
            image.setRGB(i % 3, i / 3, 0xff0000);
        }

        var reduced = Palette.reduce(image);

        assertThat(((IndexColorModel) reduced.getColorModel()).getMapSize()).isEqualTo(256);
        assertThat(reduced.getRGB(1, 1)).isEqualTo(0xffff0000);
    }
}
