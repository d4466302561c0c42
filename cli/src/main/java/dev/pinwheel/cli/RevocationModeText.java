package dev.pinwheel.cli;

import dev.pinwheel.chain.revocation.RevocationMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a revocation mode in the spelling of policy templates. */
final class RevocationModeText implements ITypeConverter<RevocationMode> {

  @Override
  public RevocationMode convert(String text) {
    return Arrays.stream(RevocationMode.values())
        .filter(mode -> mode.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected "
                        + Arrays.stream(RevocationMode.values())
                            .map(RevocationMode::text)
                            .collect(Collectors.joining(", "))));
  }
}
