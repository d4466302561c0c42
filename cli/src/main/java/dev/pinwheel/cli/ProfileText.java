package dev.pinwheel.cli;

import dev.pinwheel.chain.rule.Profile;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a profile, in lower case. */
final class ProfileText implements ITypeConverter<Profile> {

  @Override
  public Profile convert(String text) {
    return Arrays.stream(Profile.values())
        .filter(profile -> name(profile).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected "
                        + Arrays.stream(Profile.values())
                            .map(ProfileText::name)
                            .collect(Collectors.joining(", "))));
  }

  private static String name(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT);
  }
}
